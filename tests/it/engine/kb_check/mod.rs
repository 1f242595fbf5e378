//! Promises of the `kb` layer: every named check fires where it should and only there, one pass finds everything, and
//! what is read is written back byte for byte.

mod breaks;
mod folders;
mod one_pass;
mod table;
mod writing;
