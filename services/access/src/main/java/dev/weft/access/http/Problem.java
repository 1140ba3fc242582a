package dev.weft.access.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An error response for people and programs, according to RFC 9457.
 *
 * @param type URI of the kind of problem
 * @param title the kind in words
 * @param status HTTP status
 * @param detail what was wrong in this case, and what to do
 * @param instance the requested path; null within a list of outcomes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String instance) {

  /** Media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String INFERENCE = "/v2";
  private static final String TYPES = "https://weft.dev/problems/";

  /**
   * A problem of one of Weft's types, without an instance.
   *
   * @param slug the end of the type
   */
  public static Problem of(String slug, String title, int status, String detail) {
    return new Problem(TYPES + slug, title, status, detail, null);
  }

  /** The JSON members in their usual order, without those that are null. */
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

  /**
   * Media type of the response to the path: clients of the Open Inference Protocol read JSON only.
   */
  public String mediaType() {
    return isOfInference() ? "application/json" : MEDIA_TYPE;
  }

  /** Body of the response to the path: in the Open Inference Protocol, its error object. */
  public Map<String, Object> body() {
    return isOfInference() ? Map.of("error", detail == null ? title : detail) : members();
  }

  private boolean isOfInference() {
    return instance != null && (instance.equals(INFERENCE) || instance.startsWith(INFERENCE + "/"));
  }

  /** The same problem with an instance. */
  public Problem at(String path) {
    return new Problem(type, title, status, detail, path);
  }
}
