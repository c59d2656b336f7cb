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

{{/* Where the page is to be found; a name with the namespace, so that who is in another one finds it, too. */}}
{{- define "celltwin.consoleUrl" -}}
{{- if .Values.ingress.enabled -}}
{{ ternary "https" "http" (not (empty .Values.ingress.tlsExistingSecret)) }}://{{ required "ingress.host is needed with ingress.enabled" .Values.ingress.host }}
{{- else if .Values.gateway.enabled -}}
https://{{ required "gateway.host is needed with gateway.enabled" .Values.gateway.host }}
{{- else -}}
http://{{ include "celltwin.named" (dict "root" . "suffix" "console") }}.{{ .Release.Namespace }}.svc:8080
{{- end -}}
{{- end -}}

{{/* Under which URL twins name their models: one that everybody reaches who reads a twin. */}}
{{- define "celltwin.modelsUrl" -}}
{{- if .Values.models.url -}}
{{- .Values.models.url -}}
{{- else if (include "celltwin.partValues" (dict "root" . "key" "console") | fromYaml).enabled -}}
{{ include "celltwin.consoleUrl" . }}/models
{{- else -}}
{{- fail "models.url is needed without the console, which serves the models" -}}
{{- end -}}
{{- end -}}

{{/*
How many consumers Ditto needs for the values of all devices. It takes 500 messages a second for each (see values/ditto.yaml);
a fifth is kept for what has to be made up for.
*/}}
{{- define "celltwin.valueConsumers" -}}
{{- max 1 (ceil (divf (mulf .Values.plant.devices .Values.plant.deviceRate) 400) | int) -}}
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
