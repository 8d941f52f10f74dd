/**
 * The commit log: the truth from which everything else can be rebuilt. Records go through one
 * writer thread that forces many of them to disk at once.
 *
 * <p>Layout: segments named by the first LSN they may hold, each a {@link
 * io.megadb.oltp.log.SegmentHeader} followed by frames ({@link io.megadb.oltp.log.Frame}); a record
 * is one frame or several. The log knows tables and keys only as bytes to carry. Read {@link
 * io.megadb.oltp.log.CommitLog} first.
 */
package io.megadb.oltp.log;
