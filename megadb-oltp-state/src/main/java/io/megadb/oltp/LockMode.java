package io.megadb.oltp;

/** Strength of a lock on a row or a table. */
public enum LockMode {
  /** Compatible with other shared locks: FOR SHARE on a row, DML on a table. */
  SHARED,
  /** Compatible with nothing: UPDATE, DELETE, FOR UPDATE on a row; DDL and TRUNCATE on a table. */
  EXCLUSIVE
}
