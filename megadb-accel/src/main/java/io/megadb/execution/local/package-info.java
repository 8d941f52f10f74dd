/**
 * Runs a plan inside this process: on the calling thread if the plan has no exchange, else its
 * fragments on a shared pool of workers. Read {@link io.megadb.execution.local.LocalRun} first.
 */
package io.megadb.execution.local;
