//! Reading a bundle.
