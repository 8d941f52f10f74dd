/**
 * Fragments inside Flink tasks: as a source where a fragment reads no exchange, else as an operator
 * with an input per exchange. Read {@link io.megadb.flink.task.FragmentRunner} first.
 */
package io.megadb.flink.task;
