//! Small parts that several views are made of.

pub mod bar;
pub mod icons;
pub mod link;
pub mod list;
pub mod marks;
pub mod section;
