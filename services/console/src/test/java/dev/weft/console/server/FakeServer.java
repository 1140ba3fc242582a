package dev.weft.console.server;

import java.util.concurrent.CountDownLatch;

/** Writes the same output as the standalone server, and does nothing else. */
public final class FakeServer {
  private FakeServer() {}

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
