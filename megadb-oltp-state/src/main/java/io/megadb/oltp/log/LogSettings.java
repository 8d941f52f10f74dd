package io.megadb.oltp.log;

import java.util.UUID;

/**
 * What a log needs to know.
 *
 * @param clusterId identity of the data directory
 * @param epoch term of this writer
 * @param segmentBytes size at which a segment is sealed
 * @param queueBytes bytes that may wait for the writer
 * @param reserveBytes step in which space is reserved ahead
 */
public record LogSettings(
    UUID clusterId, long epoch, long segmentBytes, long queueBytes, long reserveBytes) {

  /** Space reserved in a new segment beyond what it is begun for. */
  long firstReserveBytes() {
    return Math.min(reserveBytes, segmentBytes - SegmentHeader.BYTES);
  }
}
