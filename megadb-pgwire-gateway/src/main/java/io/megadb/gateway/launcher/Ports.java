package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks for free ports on the loopback address. */
final class Ports {
  private static final int TRIES = 100;

  private Ports() {}

  /** The wanted port, or the next free one above it, which is then told; 0 is any free one. */
  static int firstFree(int wanted, String what, PrintStream out) {
    if (wanted == 0) {
      return anyFree();
    }
    for (int port = wanted; port < wanted + TRIES && port <= 65535; port++) {
      if (isFree(port)) {
        if (port != wanted) {
          out.println(what + " " + wanted + " is taken, using " + port);
        }
        return port;
      }
    }
    throw new MegaDbException(
        SqlState.OBJECT_IN_USE, what + "s from " + wanted + " on are all taken");
  }

  /** The wanted port, which must be free; 0 is any free one. */
  static int exactly(int wanted, String what, String option) {
    if (wanted == 0) {
      return anyFree();
    }
    if (!isFree(wanted)) {
      throw new MegaDbException(
          SqlState.OBJECT_IN_USE,
          what
              + " "
              + wanted
              + " is taken; choose another with "
              + option
              + ", 0 for any free one");
    }
    return wanted;
  }

  /** Whether nobody listens on a port. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "no free port: " + e.getMessage(), e);
    }
  }
}
