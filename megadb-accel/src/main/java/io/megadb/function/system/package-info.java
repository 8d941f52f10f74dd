/**
 * Functions about the session and the server, and those without a family. Read {@link
 * io.megadb.function.system.SystemFunctions} first.
 */
package io.megadb.function.system;
