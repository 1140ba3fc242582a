package dev.weft.client;

import java.util.EnumSet;
import java.util.Set;

/**
 * An operation of {@code openapi.yaml} as data. Calls are built from it; a test compares it with
 * the document.
 *
 * @param id the document's {@code operationId}
 * @param method the HTTP method
 * @param path a template, such as {@code /v1/images/{id}}; parameters are passed in the order of
 *     the template
 * @param query a record whose components are the query parameters; null for none
 * @param headers the headers that may be sent
 * @param body type of the request body: a record or another type that is written as JSON; {@code
 *     byte[]} for bytes; null for none
 * @param accepts the response's media type
 * @param answer type of the response: a record that is read from JSON; {@code byte[]} for bytes;
 *     {@code Void} for none
 */
record Operation<T>(
    String id,
    String method,
    String path,
    Class<? extends Record> query,
    Set<Header> headers,
    Class<?> body,
    String accepts,
    Class<T> answer) {

  static final String JSON = "application/json";

  static Operation<Void> get(String id, String path) {
    return of(id, "GET", path);
  }

  static Operation<Void> post(String id, String path) {
    return of(id, "POST", path);
  }

  static Operation<Void> put(String id, String path) {
    return of(id, "PUT", path);
  }

  static Operation<Void> delete(String id, String path) {
    return of(id, "DELETE", path);
  }

  private static Operation<Void> of(String id, String method, String path) {
    return new Operation<>(id, method, path, null, Set.of(), null, JSON, Void.class);
  }

  Operation<T> query(Class<? extends Record> type) {
    return new Operation<>(id, method, path, type, headers, body, accepts, answer);
  }

  Operation<T> headers(Header first, Header... others) {
    return new Operation<>(
        id, method, path, query, EnumSet.of(first, others), body, accepts, answer);
  }

  Operation<T> sends(Class<?> type) {
    return new Operation<>(id, method, path, query, headers, type, accepts, answer);
  }

  <A> Operation<A> answers(Class<A> type) {
    return answers(JSON, type);
  }

  <A> Operation<A> answers(String mediaType, Class<A> type) {
    return new Operation<>(id, method, path, query, headers, body, mediaType, type);
  }

  /** Creates a call of this operation. */
  Call<T> call(Object... pathParameters) {
    return new Call<>(this, pathParameters);
  }
}
