//! What a cell is about, in words that do not depend on its table: measure, period, and the members of its
//! dimensions after normalisation. Two cells with the same key are about the same people.
