/**
 * The commands of {@code ./megadb}: console output, options, exit codes. Read {@link
 * io.megadb.gateway.launcher.Main} first.
 */
package io.megadb.gateway.launcher;
