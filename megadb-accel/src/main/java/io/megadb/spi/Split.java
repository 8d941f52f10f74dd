package io.megadb.spi;

import java.io.Serializable;

/** A part of a table at the statement's snapshot that one worker reads. */
public interface Split extends Serializable {
  /** Relative amount of work, in bytes or rows, to spread splits evenly. */
  long weight();
}
