{{/* The names and labels of everything. */}}

{{- define "celltwin.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "celltwin.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 34 | trimSuffix "-" -}}
{{- else if contains (include "celltwin.name" .) .Release.Name -}}
{{- .Release.Name | trunc 34 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "celltwin.name" .) | trunc 34 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/*
The full name with a suffix. The full name is cut at 34 characters, so that the longest name of a CronJob has the 52 that
Kubernetes allows, and no other name more than 63.
*/}}
{{- define "celltwin.named" -}}
{{- printf "%s-%s" (include "celltwin.fullname" .root) .suffix | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What pods and services of one part are found by. */}}
{{- define "celltwin.selector" -}}
app.kubernetes.io/name: {{ include "celltwin.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/component: {{ .part }}
{{- end -}}

{{- define "celltwin.labels" -}}
{{ include "celltwin.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: celltwin
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "celltwin.metadata" -}}
name: {{ include "celltwin.named" (dict "root" .root "suffix" (.suffix | default .part)) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "celltwin.labels" . | nindent 2 }}
{{- end -}}

{{- define "celltwin.kafkaCluster" -}}
{{- .Values.strimzi.clusterName | default (include "celltwin.named" (dict "root" . "suffix" "kafka")) -}}
{{- end -}}

{{- define "celltwin.mongodb" -}}
{{- include "celltwin.named" (dict "root" . "suffix" "mongodb") -}}
{{- end -}}

{{- define "celltwin.consoleUrl" -}}
http://{{ include "celltwin.named" (dict "root" . "suffix" "console") }}:8080
{{- end -}}

{{/* Under which URL twins name their models: one that everybody reaches who reads a twin. */}}
{{- define "celltwin.modelsUrl" -}}
{{- if .Values.models.url -}}
{{- .Values.models.url -}}
{{- else if and (or .Values.ingress.enabled .Values.gateway.enabled) .Values.console.enabled -}}
{{- $route := ternary .Values.ingress .Values.gateway .Values.ingress.enabled -}}
{{- $tls := or .Values.gateway.enabled .Values.ingress.tlsExistingSecret -}}
{{ ternary "https" "http" (not (empty $tls)) }}://{{ required "a host is needed to reach the console" $route.host }}/models
{{- else -}}
{{ include "celltwin.consoleUrl" . }}/models
{{- end -}}
{{- end -}}

{{/* The port of a URL or of the last of some addresses host:port. */}}
{{- define "celltwin.port" -}}
{{- $authority := regexReplaceAll "^[a-z]+://|/.*$" . "" -}}
{{- if regexMatch ":[0-9]+$" $authority -}}
{{- regexFind "[0-9]+$" $authority -}}
{{- else -}}
{{- ternary "443" "80" (regexMatch "^(https|wss)://" .) -}}
{{- end -}}
{{- end -}}
