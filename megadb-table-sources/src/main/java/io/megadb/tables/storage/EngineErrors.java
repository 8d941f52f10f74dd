package io.megadb.tables.storage;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;

/**
 * What users are told when the transaction engine fails: its closed set of reasons, as SQLSTATEs.
 */
public final class EngineErrors {
  private static final String RETRY = "Run the transaction again.";

  private EngineErrors() {}

  /** The error that a user sees, with the engine's exception as cause. */
  public static MegaDbException map(OltpException failure) {
    Reason reason = failure.reason();
    MegaDbException error = new MegaDbException(state(reason), text(reason), failure);
    String hint = hint(reason);
    error = hint == null ? error : error.withHint(hint);
    return reason instanceof Reason.Deadlock || reason instanceof Reason.SerializationFailure
        ? error.withDetail(sentence(reason.message()))
        : error;
  }

  private static SqlState state(Reason reason) {
    if (reason instanceof Reason.Deadlock) {
      return SqlState.DEADLOCK_DETECTED;
    } else if (reason instanceof Reason.SerializationFailure) {
      return SqlState.SERIALIZATION_FAILURE;
    } else if (reason instanceof Reason.LockTimeout || reason instanceof Reason.LockNotAvailable) {
      return SqlState.LOCK_NOT_AVAILABLE;
    } else if (reason instanceof Reason.Cancelled) {
      return SqlState.QUERY_CANCELED;
    } else if (reason instanceof Reason.DiskFull) {
      return SqlState.DISK_FULL;
    } else if (reason instanceof Reason.CorruptLog
        || reason instanceof Reason.StateAheadOfLog
        || reason instanceof Reason.LogGap) {
      return SqlState.DATA_CORRUPTED;
    } else if (reason instanceof Reason.WrongVersion
        || reason instanceof Reason.ForeignDirectory
        || reason instanceof Reason.WrongCluster) {
      return SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE;
    } else if (reason instanceof Reason.DirectoryInUse) {
      return SqlState.OBJECT_IN_USE;
    } else if (reason instanceof Reason.IoFailure
        || reason instanceof Reason.StateFailure
        || reason instanceof Reason.EngineStopped) {
      return SqlState.IO_ERROR;
    } else if (reason instanceof Reason.StoreClosed) {
      return SqlState.ADMIN_SHUTDOWN;
    } else if (reason instanceof Reason.OutOfMemory) {
      return SqlState.OUT_OF_MEMORY;
    } else if (reason instanceof Reason.TransactionTooLarge
        || reason instanceof Reason.RowTooLarge) {
      return SqlState.PROGRAM_LIMIT_EXCEEDED;
    } else if (reason instanceof Reason.TransactionEnded) {
      return SqlState.NO_ACTIVE_SQL_TRANSACTION;
    } else if (reason instanceof Reason.Unsupported) {
      return SqlState.FEATURE_NOT_SUPPORTED;
    }
    return SqlState.INTERNAL_ERROR;
  }

  private static String text(Reason reason) {
    if (reason instanceof Reason.Deadlock) {
      return "deadlock detected";
    } else if (reason instanceof Reason.SerializationFailure) {
      return "could not serialize access due to concurrent update";
    } else if (reason instanceof Reason.LockTimeout) {
      return "canceling statement due to lock timeout";
    } else if (reason instanceof Reason.LockNotAvailable) {
      return "could not obtain lock on row";
    } else if (reason instanceof Reason.Cancelled) {
      return "canceling statement due to user request";
    }
    return reason.message();
  }

  private static String hint(Reason reason) {
    if (reason instanceof Reason.Deadlock || reason instanceof Reason.SerializationFailure) {
      return RETRY;
    } else if (reason instanceof Reason.DiskFull) {
      return "Free space on the disk; nothing of the transaction was written.";
    } else if (reason instanceof Reason.CorruptLog) {
      return "Restore from a backup; the file is left as it is.";
    } else if (reason instanceof Reason.DirectoryInUse) {
      return "Stop that process or choose another data directory.";
    } else if (reason instanceof Reason.WrongVersion) {
      return "Open the directory with the version of MegaDB that wrote it.";
    } else if (reason instanceof Reason.EngineStopped) {
      return "Restart the database; a commit that was under way may or may not have happened.";
    } else if (reason instanceof Reason.TransactionTooLarge) {
      return "Split the transaction.";
    } else if (reason instanceof Reason.OutOfMemory) {
      return "Commit more often, or give the server a larger heap.";
    }
    return null;
  }

  private static String sentence(String message) {
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
