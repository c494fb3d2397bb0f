//! The columns of a tidy table, as they are shown and as a person changes them.

mod set;
mod shown;
mod words;

#[cfg(test)]
mod tests;
