package dev.weft.console.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes the same output as the standalone server, and does nothing else. */
public final class FakeServer {
  private static final String ENTRY = FakeServer.class.getName().replace('.', '/') + ".class";

  private FakeServer() {}

  /** Packages it as the server of a build in this folder. */
  static void build(Path home, String... additions) throws IOException {
    Path jar = home.resolve("services/standalone/target/quarkus-app/quarkus-run.jar");
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeServer.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var in = FakeServer.class.getResourceAsStream("/" + ENTRY)) {
      out.putNextEntry(new JarEntry(ENTRY));
      in.transferTo(out);
      for (String addition : additions) {
        out.putNextEntry(new JarEntry(addition));
      }
    }
  }

  public static void main(String[] args) throws InterruptedException {
    switch (System.getProperty("fake", "ready")) {
      case "taken" -> {
        System.err.println("weft: port 9092 for Kafka is in use");
        System.exit(3);
      }
      case "broken" -> {
        System.err.println("something terrible");
        System.exit(1);
      }
      default -> {
        System.out.println("arguments " + String.join(" ", args));
        System.out.println(
            "WEFT READY {\"http\":\"http://127.0.0.1:1\",\"kafka\":\"127.0.0.1:2\","
                + "\"s3\":\"http://127.0.0.1:3\",\"bucket\":\"weft\",\"engine\":\"onnx-cpu\","
                + "\"model\":\"clothing:1\"}");
        new CountDownLatch(1).await();
      }
    }
  }
}
