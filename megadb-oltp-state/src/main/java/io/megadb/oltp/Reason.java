package io.megadb.oltp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Why an operation of the engine failed: the closed set that callers map to error codes. */
public sealed interface Reason {

  /** What happened, with values, for people. */
  String message();

  /** The log is damaged where it had been forced to disk; the store refuses to open. */
  record CorruptLog(Path file, long offset, String detail) implements Reason {
    @Override
    public String message() {
      return "log file " + file + " is damaged at offset " + offset + ": " + detail;
    }
  }

  /** A file was written by another version of the format. */
  record WrongVersion(Path file, int found, int supported) implements Reason {
    @Override
    public String message() {
      return file + " has format version " + found + ", this build reads " + supported;
    }
  }

  /** The directory holds files but is no data directory, or its format file is unreadable. */
  record ForeignDirectory(Path directory, String detail) implements Reason {
    @Override
    public String message() {
      return directory + " is not a MegaDB data directory: " + detail;
    }
  }

  /** A file belongs to another cluster than the directory it lies in. */
  record WrongCluster(Path file, String found, String expected) implements Reason {
    @Override
    public String message() {
      return file + " belongs to cluster " + found + ", the directory to " + expected;
    }
  }

  /** Another process, or this one, has the directory open; pid is 0 when it is not known. */
  record DirectoryInUse(Path directory, long pid) implements Reason {
    @Override
    public String message() {
      return directory + " is in use by process " + pid;
    }
  }

  /** The state holds commits that the log has lost. */
  record StateAheadOfLog(long appliedLsn, long lastLsn) implements Reason {
    @Override
    public String message() {
      return "the state contains commits up to " + appliedLsn + " but the log ends at " + lastLsn;
    }
  }

  /** The log starts after the first commit that the state needs. */
  record LogGap(long appliedLsn, long firstLsn) implements Reason {
    @Override
    public String message() {
      return "the state ends at commit "
          + appliedLsn
          + " but the oldest log segment starts at "
          + firstLsn;
    }
  }

  /** No space for the commit; nothing of it was written and the transaction is rolled back. */
  record DiskFull(Path file, long bytes) implements Reason {
    @Override
    public String message() {
      return "no space left " + (bytes > 0 ? "for " + bytes + " bytes " : "") + "in " + file;
    }
  }

  /**
   * Why an operation on a file or in a folder failed: {@link DiskFull} or {@link IoFailure}. The JDK
   * reports a full disk only as the operating system's English text.
   */
  static Reason of(Path file, IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded")
        ? new DiskFull(file, 0)
        : new IoFailure(file, failure.toString());
  }

  /** A file operation failed. */
  record IoFailure(Path file, String detail) implements Reason {
    @Override
    public String message() {
      return file + ": " + detail;
    }
  }

  /** The materialised state could not be read or written. */
  record StateFailure(String detail) implements Reason {
    @Override
    public String message() {
      return "state failure: " + detail;
    }
  }

  /** The engine stopped itself; a commit that was waiting has an unknown outcome. */
  record EngineStopped(String cause) implements Reason {
    @Override
    public String message() {
      return "the transaction engine has stopped: " + cause;
    }
  }

  /** The store was closed by its owner. */
  record StoreClosed() implements Reason {
    @Override
    public String message() {
      return "the store is closed";
    }
  }

  /** This transaction was chosen, as the youngest, to break a circle of lock waits. */
  record Deadlock(long transactionId, int tableId, long waitsForTransactionId) implements Reason {
    @Override
    public String message() {
      return "transaction "
          + transactionId
          + " waits for transaction "
          + waitsForTransactionId
          + " on table "
          + tableId
          + " in a circle";
    }
  }

  /** A lock was not granted in time. */
  record LockTimeout(int tableId, Duration timeout) implements Reason {
    @Override
    public String message() {
      return "lock on table " + tableId + " not granted within " + timeout.toMillis() + " ms";
    }
  }

  /** A lock is held by another and the caller did not want to wait. */
  record LockNotAvailable(int tableId) implements Reason {
    @Override
    public String message() {
      return "lock on table " + tableId + " is held by another transaction";
    }
  }

  /** A wait was cancelled or its thread interrupted. */
  record Cancelled() implements Reason {
    @Override
    public String message() {
      return "the wait was cancelled";
    }
  }

  /** REPEATABLE READ: the row changed since the transaction's snapshot. */
  record SerializationFailure(int tableId) implements Reason {
    @Override
    public String message() {
      return "a row of table " + tableId + " was changed by a concurrent transaction";
    }
  }

  /** The transaction's writes and locks exceed the memory that one transaction may hold. */
  record TransactionTooLarge(long bytes, long limitBytes) implements Reason {
    @Override
    public String message() {
      return "transaction needs " + bytes + " bytes, the limit is " + limitBytes;
    }
  }

  /** All open transactions' writes together exceed the memory that is set aside for them. */
  record OutOfMemory(long bytes, long limitBytes) implements Reason {
    @Override
    public String message() {
      return "transaction needs "
          + bytes
          + " bytes more, and uncommitted writes of all transactions may take "
          + limitBytes;
    }
  }

  /** A key or row exceeds its limit. */
  record RowTooLarge(long bytes, long limitBytes) implements Reason {
    @Override
    public String message() {
      return "key or row of " + bytes + " bytes, the limit is " + limitBytes;
    }
  }

  /** The transaction was already committed or rolled back. */
  record TransactionEnded(long transactionId) implements Reason {
    @Override
    public String message() {
      return "transaction " + transactionId + " has ended";
    }
  }

  /** Something this version does not do yet. */
  record Unsupported(String what) implements Reason {
    @Override
    public String message() {
      return what + " is not supported";
    }
  }
}
