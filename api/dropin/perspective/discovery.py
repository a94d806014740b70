"""The document that Google's clients read before they call: our address, two methods."""

from typing import Any

STRING = {"type": "string"}
BOOLEAN = {"type": "boolean"}
NUMBER = {"type": "number", "format": "float"}
INTEGER = {"type": "integer", "format": "int32"}
SCORE_TYPE = STRING | {"enum": ["SCORE_TYPE_UNSPECIFIED", "PROBABILITY"]}
TEXT_TYPE = STRING | {"enum": ["TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT"]}


def many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def named(of: str) -> dict[str, Any]:
    """A map from attributes."""
    return {"type": "object", "additionalProperties": {"$ref": of}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": name}


CALL = {
    "comment": ref("TextEntry"),
    "context": ref("Context"),
    "languages": many(STRING),
    "clientToken": STRING,
    "sessionId": STRING,
    "communityId": STRING,
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "AnalyzeCommentRequest": CALL | {
        "requestedAttributes": named("AttributeParameters"),
        "spanAnnotations": BOOLEAN,
        "doNotStore": BOOLEAN,
        "dropUnsupportedAttributes": BOOLEAN,
    },
    "AnalyzeCommentResponse": {
        "attributeScores": named("AttributeScores"),
        "languages": many(STRING),
        "detectedLanguages": many(STRING),
        "clientToken": STRING,
    },
    "ArticleAndParentComment": {
        "article": ref("TextEntry"),
        "parentComment": ref("TextEntry"),
    },
    "AttributeParameters": {"scoreType": SCORE_TYPE, "scoreThreshold": NUMBER},
    "AttributeScores": {"summaryScore": ref("Score"), "spanScores": many(ref("SpanScore"))},
    "Context": {
        "entries": many(ref("TextEntry")),
        "articleAndParentComment": ref("ArticleAndParentComment"),
    },
    "Score": {"value": NUMBER, "type": SCORE_TYPE},
    "SpanScore": {"begin": INTEGER, "end": INTEGER, "score": ref("Score")},
    "SuggestCommentScoreRequest": CALL | {"attributeScores": named("AttributeScores")},
    "SuggestCommentScoreResponse": {
        "clientToken": STRING,
        "detectedLanguages": many(STRING),
        "requestedLanguages": many(STRING),
    },
    "TextEntry": {"text": STRING, "type": TEXT_TYPE},
}  # fmt: skip
METHODS = {
    "analyze": ("AnalyzeComment", "Scores a text for the requested attributes."),
    "suggestscore": ("SuggestCommentScore", "Keeps what people say that scores should be."),
}
# As Google's clients may send with every call; what has no meaning here is not looked at.
PARAMETERS = {
    "key": "A site key of the kind perspective.",
    "alt": "json; there is no other form.",
    "fields": "Not looked at: answers are always whole.",
    "prettyPrint": "Not looked at.",
    "quotaUser": "Not looked at.",
}


def document(root: str) -> dict[str, Any]:
    """The discovery document of the service at `root`, an address that ends in a slash."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": "commentanalyzer:v1alpha1",
        "name": "commentanalyzer",
        "canonicalName": "Comment Analyzer",
        "version": "v1alpha1",
        "title": "tamis, by the protocol of the Comment Analyzer",
        "description": "Scores comments on your own machine.",
        "protocol": "rest",
        "rootUrl": root,
        "baseUrl": root,
        "servicePath": "",
        "batchPath": "",
        "parameters": {
            name: STRING | {"location": "query", "description": text}
            for name, text in PARAMETERS.items()
        },
        "schemas": {name: _schema(name, fields) for name, fields in SCHEMAS.items()},
        "resources": {"comments": {"methods": {name: _method(name) for name in METHODS}}},
    }


def _schema(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "type": "object", "properties": fields}


def _method(name: str) -> dict[str, Any]:
    message, text = METHODS[name]
    path = f"v1alpha1/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "description": text,
        "httpMethod": "POST",
        "path": path,
        "flatPath": path,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{message}Request"},
        "response": {"$ref": f"{message}Response"},
    }
