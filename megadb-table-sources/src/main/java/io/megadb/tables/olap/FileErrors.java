package io.megadb.tables.olap;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;

/** What users are told when a file of an OLAP table cannot be written. */
final class FileErrors {
  private FileErrors() {}

  /** 53100 for a full disk, which the JDK reports only as the system's text; else 58030. */
  static MegaDbException writing(Object path, IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
    MegaDbException error =
        new MegaDbException(
            full ? SqlState.DISK_FULL : SqlState.IO_ERROR,
            "could not write file \"" + path + "\": " + reason,
            failure);
    return full ? error.withHint("Free space on the disk.") : error;
  }
}
