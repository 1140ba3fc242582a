/** {@code /v1/images}: image views, content, previews and explanations. */
package dev.weft.gateway.http.images;
