package io.megadb.gateway.launcher;

import java.io.Console;

/** The terminal that the process may be attached to. */
final class Terminal {
  private Terminal() {}

  /** Whether a person types and reads, rather than a file or a pipe. */
  @SuppressWarnings("SystemConsoleNull") // null until JDK 21; from 22 on, the console is asked
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before JDK 22 there is a console only on a terminal
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot ask the console whether it is a terminal", e);
    }
  }
}
