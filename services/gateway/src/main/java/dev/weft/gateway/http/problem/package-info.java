/** Error responses: every failure as a problem document (RFC 9457) with its status. */
package dev.weft.gateway.http.problem;
