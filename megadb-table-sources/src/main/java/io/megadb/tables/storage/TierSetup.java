package io.megadb.tables.storage;

import io.megadb.oltp.OltpStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a tier finds when its database opens.
 *
 * @param directory the tier's own folder; it may not exist
 * @param store the log and its state
 * @param options keys "megadb.…"
 * @param clock the time that deadlines are measured by
 * @param oldest the oldest log position that a running statement reads at
 */
public record TierSetup(
    Path directory,
    OltpStore store,
    Map<String, String> options,
    InstantSource clock,
    java.util.function.LongSupplier oldest) {}
