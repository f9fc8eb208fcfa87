//! Small parts that several views are made of.

pub mod icons;
pub mod marks;
