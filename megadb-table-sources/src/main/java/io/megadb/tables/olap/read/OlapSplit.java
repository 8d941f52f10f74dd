package io.megadb.tables.olap.read;

import io.megadb.spi.Split;

/**
 * Some row groups of a data file.
 *
 * @param path of the file
 * @param start first byte; row groups that start from here on are read
 * @param end first byte not read
 * @param deleteFiles position delete files that apply to the file
 * @param fieldIds of the scan's columns, in order
 * @param fileNumber number of the file in the statement, part of row identities
 */
@SuppressWarnings("ArrayRecordComponent")
public record OlapSplit(
    String path,
    long start,
    long end,
    String[] deleteFiles,
    int[] fieldIds,
    int fileNumber,
    long weight)
    implements Split {}
