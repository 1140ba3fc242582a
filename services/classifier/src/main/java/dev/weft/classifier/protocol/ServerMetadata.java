package dev.weft.classifier.protocol;

import java.util.List;

/** {@code $metadata_server_response}. */
public record ServerMetadata(String name, String version, List<String> extensions) {

  /** Metadata of a server of a version. */
  public static ServerMetadata of(String version) {
    return new ServerMetadata("weft", version, List.of("binary_tensor_data"));
  }
}
