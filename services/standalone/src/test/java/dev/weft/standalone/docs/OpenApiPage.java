package dev.weft.standalone.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code schemas/openapi.yaml}, the OpenAPI document that a running system serves. */
public final class OpenApiPage {

  private static final Path PAGE = Path.of("../../schemas/openapi.yaml");

  private OpenApiPage() {}

  /** The checked-in document. */
  public static String written() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The document that the system serves; {@code -Dweft.docs.write=true} writes it first.
   *
   * @param address address of the gateway
   */
  public static String served(String address) throws IOException, InterruptedException {
    HttpRequest ask = HttpRequest.newBuilder(URI.create(address + "/q/openapi")).build();
    String served = HttpClient.newHttpClient().send(ask, BodyHandlers.ofString()).body();
    if (Boolean.getBoolean("weft.docs.write")) {
      Files.writeString(PAGE, served);
    }
    return served;
  }
}
