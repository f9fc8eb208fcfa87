//! Small parts that several views are made of.

pub mod bar;
pub mod controls;
pub mod icons;
pub mod link;
pub mod list;
pub mod logo;
pub mod marks;
pub mod section;
