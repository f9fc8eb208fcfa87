//! Tables taken in: from the files of other programs to a case, or to changes of one.

pub mod sheets;
