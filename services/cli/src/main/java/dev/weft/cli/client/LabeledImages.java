package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The labeled images that a gateway knows, the newest first, a page at a time. */
public final class LabeledImages implements Iterator<JsonNode> {
  private static final int PAGE = 200;

  private final WeftClient client;
  private final String filter;
  private Iterator<JsonNode> page;
  private String cursor;
  private JsonNode next;

  /**
   * @param label that they have; null for any
   */
  public LabeledImages(WeftClient client, String label) {
    this.client = client;
    this.filter = label == null ? "" : "&labeled=" + WeftClient.encode(label);
  }

  @Override
  public boolean hasNext() {
    while (next == null && turn()) {
      JsonNode image = page.next();
      next = image.path("label").isTextual() ? image : null;
    }
    return next != null;
  }

  /** Whether there is another image, labeled or not. */
  private boolean turn() {
    while (page == null || !page.hasNext() && cursor != null) {
      String from = cursor == null ? "" : "&cursor=" + WeftClient.encode(cursor);
      JsonNode list = client.found("v1/images?limit=" + PAGE + filter + from).orElseThrow();
      page = list.path("images").iterator();
      cursor = list.path("next").asText(null);
    }
    return page.hasNext();
  }

  @Override
  public JsonNode next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    JsonNode image = next;
    next = null;
    return image;
  }
}
