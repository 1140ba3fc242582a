package dev.weft.chaos.cluster;

/** Impairments of a link. Delayed data arrives in order, as with TCP. */
public enum Impairment {
  /** Each direction is delayed by 50 to 500 ms. */
  DELAY("everything comes late"),

  /** Data from the client is held back; data from the server arrives. */
  CUT_REQUESTS("nothing from the client arrives"),

  /** Data from the server is held back; data from the client arrives. */
  CUT_RESPONSES("nothing from the server arrives"),

  /** Data is held back in both directions, without an error on either side. */
  CUT("nothing arrives"),

  /** A request arrives completely; then the client's connection is reset before a response. */
  RESET_AFTER_REQUEST("connections are reset once a request was sent"),

  /** A request is answered; the response is lost, without an error for the client. */
  LOSE_RESPONSE("answers are lost"),

  /** A response starts; then its connection is closed normally. */
  TRUNCATE_RESPONSE("answers end in their middle"),

  /** A request starts; then its connection is closed normally. */
  TRUNCATE_REQUEST("requests end in their middle");

  private final String description;

  Impairment(String description) {
    this.description = description;
  }

  /** Description for people. */
  public String description() {
    return description;
  }

  boolean holdsRequests() {
    return this == CUT || this == CUT_REQUESTS;
  }

  boolean holdsResponses() {
    return this == CUT || this == CUT_RESPONSES;
  }
}
