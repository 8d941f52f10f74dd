package io.megadb.gateway.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL text that lies beside this package in the jar, under {@code focus/}. */
final class SqlResource {
  private SqlResource() {}

  static String read(String name) {
    try (InputStream in = SqlResource.class.getResourceAsStream("/focus/" + name)) {
      if (in == null) {
        throw new IllegalStateException("Resource focus/" + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource focus/" + name, e);
    }
  }
}
