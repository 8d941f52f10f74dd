package io.megadb.oltp.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The flat folder that the log lives in. Injected, so that tests can lose unforced writes, fail a
 * sync or run out of space.
 */
public interface Disk {

  /** Names of all files, in no order. */
  List<String> list() throws IOException;

  /** Opens a file for reading and writing, creating it empty when {@code create} is set. */
  DiskFile open(String name, boolean create) throws IOException;

  /** Renames atomically; durable after {@link #syncDirectory}. */
  void rename(String from, String to) throws IOException;

  /** Deletes; durable after {@link #syncDirectory}. */
  void delete(String name) throws IOException;

  /** Forces creations, renames and deletions to disk. */
  void syncDirectory() throws IOException;

  /** Where a file lies, for messages. */
  Path path(String name);
}
