package io.megadb.gateway.copy;

/** Cuts a stream of bytes into lines and these into fields. Confined to one thread. */
interface LineParser {
  /** Receives each line. */
  interface Lines {
    /**
     * @param line number of the line in the input, from 1
     * @param fields valid during the call
     */
    void line(long line, CopyFields fields);
  }

  /** Takes the next bytes, which may end anywhere. */
  void feed(byte[] data, Lines lines);

  /** The input is complete. */
  void finish(Lines lines);

  /** The line under way or just given. */
  long line();

  /** The line just given; after {@link #finish} has failed, the one without an end. */
  CopyFields fields();
}
