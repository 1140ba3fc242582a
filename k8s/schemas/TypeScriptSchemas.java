import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generates a JSON Schema of the given kinds from the type declarations of @kubernetes-models
 * packages: {@code java TypeScriptSchemas.java ORIGIN FOLDER KIND...}, with kinds in the form
 * GROUP/VERSION/Kind. Objects only allow the fields of their declaration.
 */
final class TypeScriptSchemas {

  private static final Pattern ALIAS = Pattern.compile("export type \\{ (I\\w+) as (I\\w+),");
  private static final Pattern BODY =
      Pattern.compile("export (?:interface (I\\w+)[^{]*|type (I\\w+) = )");
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:/\\*.*?\\*/\\s*)*(\"(?:[^\"\\\\]|\\\\.)*\"|[\\w.]+|[{}\\[\\]<>|?:;,])",
          Pattern.DOTALL);

  /** Declarations by the name under which they are imported. */
  private final Map<String, String> sources = new HashMap<>();

  private final Map<String, String> schemas = new TreeMap<>();
  private final Deque<String> wanted = new ArrayDeque<>();

  private Matcher tokens;
  private String token;

  public static void main(String[] args) throws IOException {
    var made = new TypeScriptSchemas();
    Path folder = Path.of(args[1]);
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      files.filter(file -> file.toString().endsWith(".d.ts")).forEach(made::read);
    }
    Map<String, String> kinds = new TreeMap<>();
    for (String kind : List.of(args).subList(2, args.length)) {
      kinds.put(kind.replace('/', '_'), made.kind(folder, kind));
    }
    made.follow();
    System.out.println(made.write(args[0], kinds));
  }

  private void read(Path file) {
    try {
      String text = Files.readString(file);
      Matcher alias = ALIAS.matcher(text);
      if (alias.find()) {
        sources.put(alias.group(2), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String kind(Path folder, String kind) throws IOException {
    String name = kind + ".d.ts";
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      Path file =
          files
              .filter(each -> each.toString().endsWith("/package/" + name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no " + name));
      Matcher alias = ALIAS.matcher(Files.readString(file));
      alias.find();
      return reference(alias.group(2));
    }
  }

  private String reference(String name) {
    wanted.add(name);
    return "{\"$ref\":\"#/$defs/%s\"}".formatted(name);
  }

  private void follow() {
    Set<String> seen = new HashSet<>();
    while (!wanted.isEmpty()) {
      String name = wanted.poll();
      if (seen.add(name)) {
        schemas.put(name, declaration(name));
      }
    }
  }

  private String declaration(String name) {
    String text = sources.get(name);
    if (text == null) {
      throw new IllegalStateException("nothing declares " + name);
    }
    Matcher body = BODY.matcher(text);
    body.find();
    tokens = TOKEN.matcher(text.substring(body.end()));
    next();
    return type();
  }

  private void next() {
    if (!tokens.find()) {
      throw new IllegalStateException("ends too early");
    }
    token = tokens.group(1);
  }

  private void expect(String what) {
    if (!token.equals(what)) {
      throw new IllegalStateException("%s where %s is expected".formatted(token, what));
    }
    next();
  }

  private String type() {
    List<String> choices = new ArrayList<>();
    choices.add(single());
    while (token.equals("|")) {
      next();
      choices.add(single());
    }
    if (choices.size() == 1) {
      return choices.get(0).startsWith("\"") ? enumeration(choices) : choices.get(0);
    }
    return choices.get(0).startsWith("\"")
        ? enumeration(choices)
        : "{\"anyOf\":[%s]}".formatted(String.join(",", choices));
  }

  private static String enumeration(List<String> choices) {
    return "{\"enum\":[%s]}".formatted(String.join(",", choices));
  }

  private String single() {
    String now = token;
    if (now.equals("{")) {
      return object();
    }
    next();
    if (now.startsWith("\"")) {
      return now;
    }
    switch (now) {
      case "string", "number", "boolean", "null":
        return "{\"type\":\"%s\"}".formatted(now);
      case "any", "unknown":
        return "{}";
      case "Array":
        expect("<");
        String items = type();
        expect(">");
        return "{\"type\":\"array\",\"items\":%s}".formatted(items);
      default:
        return reference(now);
    }
  }

  private String object() {
    expect("{");
    Map<String, String> fields = new TreeMap<>();
    List<String> required = new ArrayList<>();
    String others = "false";
    while (!token.equals("}")) {
      if (token.equals("[")) {
        while (!token.equals("]")) {
          next();
        }
        next();
        expect(":");
        others = type();
      } else {
        String name = token;
        next();
        if (token.equals("?")) {
          next();
        } else {
          required.add(name);
        }
        expect(":");
        fields.put(name, type());
      }
      expect(";");
    }
    // Anything after the closing brace of a declaration is ignored.
    if (tokens.find()) {
      token = tokens.group(1);
    }
    return "{\"type\":\"object\",%s\"additionalProperties\":%s}"
        .formatted(properties(fields, required), others);
  }

  private static String properties(Map<String, String> fields, List<String> required) {
    String properties =
        fields.isEmpty()
            ? ""
            : "\"properties\":{%s},"
                .formatted(
                    fields.entrySet().stream()
                        .map(field -> field.getKey() + ":" + field.getValue())
                        .collect(Collectors.joining(",")));
    return required.isEmpty()
        ? properties
        : properties + "\"required\":[%s],".formatted(String.join(",", required));
  }

  private String write(String origin, Map<String, String> kinds) {
    Map<String, String> all = new TreeMap<>(kinds);
    all.putAll(schemas);
    return "{\"$comment\":\"%s\",\n\"$defs\":{\n%s\n}}"
        .formatted(
            origin,
            all.entrySet().stream()
                .map(one -> "\"%s\":%s".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(",\n")));
  }
}
