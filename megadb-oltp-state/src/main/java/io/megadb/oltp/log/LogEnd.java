package io.megadb.oltp.log;

/**
 * Where recovery found the log to end.
 *
 * @param header header of the newest segment
 * @param file the newest segment, open
 * @param position offset after its last whole record
 * @param checksum CRC32C of its frames up to there
 * @param lastLsn LSN of the last record, 0 when there is none
 * @param lastTransactionId highest transaction number of the log
 */
record LogEnd(
    SegmentHeader header,
    DiskFile file,
    long position,
    int checksum,
    long lastLsn,
    long lastTransactionId) {}
