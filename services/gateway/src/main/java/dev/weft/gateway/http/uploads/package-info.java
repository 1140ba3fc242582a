/** {@code POST /v1/images}: uploads, alone or several in a form, and the wait for their answers. */
package dev.weft.gateway.http.uploads;
