//! Small parts that several views are made of.

<<<<<<< HEAD
pub mod bar;
=======
pub mod controls;
>>>>>>> shell
pub mod icons;
pub mod logo;
pub mod marks;
