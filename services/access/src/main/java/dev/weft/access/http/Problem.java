package dev.weft.access.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An error for people and machines, as of RFC 9457.
 *
 * @param type what kind, a URI
 * @param title the kind in words
 * @param status of HTTP
 * @param detail what was wrong this time, and what to do
 * @param instance the path that was asked for; null within a list of outcomes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String instance) {

  /** What an answer says it is. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String INFERENCE = "/v2";
  private static final String TYPES = "https://weft.dev/problems/";

  /**
   * One of Weft's kinds, of nowhere yet.
   *
   * @param slug the end of the type
   */
  public static Problem of(String slug, String title, int status, String detail) {
    return new Problem(TYPES + slug, title, status, detail, null);
  }

  /** As members of JSON, in their usual order; without those that are null. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.put("instance", instance);
    members.values().removeIf(Objects::isNull);
    return members;
  }

  /** How an answer to the path says it: clients of the Open Inference Protocol read JSON only. */
  public String mediaType() {
    return isOfInference() ? "application/json" : MEDIA_TYPE;
  }

  /** What an answer to the path holds: in the Open Inference Protocol, its error object. */
  public Map<String, Object> body() {
    return isOfInference() ? Map.of("error", detail == null ? title : detail) : members();
  }

  private boolean isOfInference() {
    return instance != null && (instance.equals(INFERENCE) || instance.startsWith(INFERENCE + "/"));
  }

  /** The same, of a request. */
  public Problem at(String path) {
    return new Problem(type, title, status, detail, path);
  }
}
