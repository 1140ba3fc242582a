package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.Answer;
import dev.weft.console.Json;

/** Converts answers to JSON, for scripts. */
final class AnswerJson {
  private AnswerJson() {}

  static ObjectNode of(Answer answer) {
    ObjectNode json = Json.object().put("id", answer.imageId());
    if (answer instanceof Answer.Classified it) {
      json.put("state", "classified")
          .put("label", it.label())
          .put("probability", Json.rounded(it.probability(), 6))
          .put("model", it.model())
          .put("engine", it.engine())
          .put("inferSeconds", Json.rounded(it.inferSeconds(), 6));
      if (it.uncertain() != null) {
        it.uncertain().forEach(json.putArray("uncertain")::add);
      }
      return json;
    }
    Answer.Rejected it = (Answer.Rejected) answer;
    return json.put("state", "rejected").put("reason", it.reason()).put("detail", it.detail());
  }
}
