package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import java.io.IOException;

/** Hears from the log's writer thread; must not block. */
public interface LogListener {

  /** The log cannot go on: what is on disk is unknown from here. */
  void failed(OltpException cause);

  /** A write found no space although it was reserved; the writer tries again until it succeeds. */
  void outOfSpace(IOException cause);

  /** Writing goes on after {@link #outOfSpace}. */
  void spaceReturned();
}
