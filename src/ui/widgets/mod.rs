//! Small parts that several views are made of.

pub mod controls;
pub mod icons;
pub mod logo;
pub mod marks;
