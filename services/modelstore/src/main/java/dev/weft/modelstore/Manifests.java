package dev.weft.modelstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.base.StoredFormat;
import dev.weft.base.StoredFormat.UnknownFormatException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Reads and writes manifests as JSON. */
final class Manifests {
  // Unknown fields, which later releases may add within the same format, are ignored.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Removes the parser's remark on its configuration, which does not help an operator. */
  private static final Pattern INSIDES = Pattern.compile("\\s*\\(start marker at \\[.*?]\\)");

  /** The newest format of declarations. */
  private static final int DECLARATION = 1;

  private Manifests() {}

  static byte[] write(Object manifest) {
    try {
      return JSON.writeValueAsBytes(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot write the manifest: " + e.getMessage(), e);
    }
  }

  /**
   * @param key the manifest's key; name and version in it must match the manifest
   * @throws BundleCorruptException if it is invalid
   */
  static ModelManifest readAt(String key, byte[] bytes) {
    ModelManifest manifest = read(key, bytes);
    ModelKeys.Parsed place = ModelKeys.parse(key);
    if (place == null
        || !place.name().equals(manifest.name())
        || place.version() != manifest.version()) {
      throw new BundleCorruptException(
          key + " is the manifest of " + manifest.name() + ":" + manifest.version());
    }
    return manifest;
  }

  static ModelManifest read(String source, byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      requireFormat(source, tree);
      return JSON.treeToValue(tree, ModelManifest.class);
    } catch (IOException e) {
      throw new BundleCorruptException(source + " is not a manifest: " + reason(e), e);
    }
  }

  static DeclaredModel readDeclaration(String key, byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      StoredFormat.require(
          key, tree.path(StoredFormat.MEMBER).asInt(StoredFormat.FIRST), DECLARATION);
      return JSON.treeToValue(tree, DeclaredModel.class);
    } catch (UnknownFormatException e) {
      throw new BundleCorruptException(e.getMessage(), e);
    } catch (IOException e) {
      throw new BundleCorruptException(key + " is not a model declaration: " + reason(e), e);
    }
  }

  /** Checked before anything else is read: another format may differ in everything else. */
  private static void requireFormat(String key, JsonNode tree) {
    int format = tree == null ? 0 : tree.path("format").asInt();
    if (format != ModelManifest.FORMAT) {
      throw new BundleCorruptException(
          key
              + " has the format "
              + format
              + ", but this version of Weft reads "
              + ModelManifest.FORMAT);
    }
  }

  private static String reason(IOException e) {
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return refused.getMessage();
    }
    return e instanceof JsonProcessingException json
        ? INSIDES.matcher(json.getOriginalMessage()).replaceAll("")
        : e.getMessage();
  }
}
