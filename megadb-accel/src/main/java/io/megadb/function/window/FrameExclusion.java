package io.megadb.function.window;

/** What is left out of a row's frame. */
public enum FrameExclusion {
  NO_OTHERS,
  CURRENT_ROW,
  /** The row and its peers. */
  GROUP,
  /** The row's peers without itself. */
  TIES
}
