package dev.weft.chaos.cluster;

/** What is wrong with a link. Data that is held back comes late and in order, as TCP has it. */
public enum Impairment {
  /** Everything takes longer, by 50 to 500 ms each way. */
  DELAY("everything comes late"),

  /** What the client says stays on the way; what the server says arrives. */
  CUT_REQUESTS("nothing from the client arrives"),

  /** What the server says stays on the way; what the client says arrives. */
  CUT_RESPONSES("nothing from the server arrives"),

  /** Nothing arrives on either side, and neither is told. */
  CUT("nothing arrives"),

  /** A request arrives whole; then the client's connection is reset, before an answer comes. */
  RESET_AFTER_REQUEST("connections are reset once a request was sent"),

  /** A request is answered; the answer is lost, and the client is told nothing. */
  LOSE_RESPONSE("answers are lost"),

  /** An answer begins; then its connection ends, as if it were complete. */
  TRUNCATE_RESPONSE("answers end in their middle"),

  /** A request begins; then its connection ends, as if it were complete. */
  TRUNCATE_REQUEST("requests end in their middle");

  private final String said;

  Impairment(String said) {
    this.said = said;
  }

  /** For people: what it looks like. */
  public String said() {
    return said;
  }

  boolean holdsRequests() {
    return this == CUT || this == CUT_REQUESTS;
  }

  boolean holdsResponses() {
    return this == CUT || this == CUT_RESPONSES;
  }
}
