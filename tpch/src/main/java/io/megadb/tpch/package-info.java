/**
 * TPC-H at any scale beside other engines: makes the rows, loads them, checks every answer and
 * takes times. Each engine is a process of its own, so that none has another's memory or classes.
 * Nothing here is part of a server. Read {@link io.megadb.tpch.TpchBenchmark} first.
 */
package io.megadb.tpch;
