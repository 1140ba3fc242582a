package dev.weft.gateway.http.request;

/** Examples for the OpenAPI document. */
public final class Examples {

  public static final String UPLOADED =
      """
      {"id": "shirt-1", "state": "uploaded", "uploadedAt": "2026-11-24T09:00:00.123456Z",
       "contentType": "image/jpeg", "size": 48213,
       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "tags": {"camera": "front"}, "deadline": null, "model": null, "predictions": [], "rejection": null, "label": null, "labeling": null,
       "links": {"self": "/v1/images/shirt-1", "content": "/v1/images/shirt-1/content"}}
      """;

  private Examples() {}
}
