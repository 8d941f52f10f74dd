package io.megadb.flink.exchange;

import io.megadb.vector.Batch;

/**
 * A batch and the worker above that receives it.
 *
 * @param target from 0; of no meaning once received, and when broadcast
 */
public record RoutedBatch(int target, Batch batch) {}
