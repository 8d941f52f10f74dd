package io.megadb.planner.analyze;

import io.megadb.type.BaseType;
import java.util.List;

/**
 * A function or operator that might be meant.
 *
 * @param types declared types, one for each actual argument
 */
record Candidate<T>(T value, List<BaseType> types) {}
