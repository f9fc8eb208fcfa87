//! Markdown read back by a reader of Markdown: nothing of the case's text may have become anything else.
