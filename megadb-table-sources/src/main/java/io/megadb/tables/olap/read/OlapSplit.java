package io.megadb.tables.olap.read;

import io.megadb.spi.Split;

/**
 * Some row groups of a data file.
 *
 * @param path of the file
 * @param named what delete files call it
 * @param start first byte; row groups that start from here on are read
 * @param end first byte not read
 * @param deleteFiles position delete files that apply to the file
 * @param fieldIds of the scan's columns, in order
 * @param names of these columns in a file that others wrote; null for a file of the table's own
 * @param missing of these columns, what rows of older files have, as text; null for null
 * @param fileNumber number of the file in the statement, part of row identities
 */
@SuppressWarnings("ArrayRecordComponent")
public record OlapSplit(
    String path,
    String named,
    long start,
    long end,
    String[] deleteFiles,
    int[] fieldIds,
    String[] names,
    String[] missing,
    int fileNumber,
    long weight)
    implements Split {}
