using Mono.Cecil;
using Mono.Cecil.Cil;

namespace nanoDer.Checker.Rules;

/// <summary>Goes through all that a person wrote in an assembly and shows it to the rules, in the order of the metadata.</summary>
public sealed class CodeWalker(IReadOnlyList<Rule> rules)
{
    /// <summary>Walks one module.</summary>
    public void Walk(ModuleDefinition module)
    {
        Each(r => r.Module(module));
        HashSet<TypeDefinition> stateMachines = CompilerCode.StateMachines(module);
        foreach (TypeDefinition type in module.GetTypes())
        {
            if (!CompilerCode.IsArtifact(type) && !stateMachines.Contains(type))
            {
                Walk(type);
            }
        }
    }

    private void Walk(TypeDefinition type)
    {
        var place = new Place(type);
        Each(r => r.Type(type));
        Use(type.BaseType, place);
        foreach (InterfaceImplementation implementation in type.Interfaces)
        {
            Use(implementation.InterfaceType, place);
        }

        Attributes(type, place);
        foreach (FieldDefinition field in type.Fields)
        {
            Use(field.FieldType, place);
            Attributes(field, place);
        }

        foreach (PropertyDefinition property in type.Properties)
        {
            Attributes(property, place);
        }

        foreach (MethodDefinition method in type.Methods)
        {
            if (!CompilerCode.IsOmitted(method))
            {
                Walk(method);
            }
        }
    }

    private void Walk(MethodDefinition method)
    {
        var place = new Place(method.DeclaringType, method);
        Each(r => r.Method(method));
        Use(method.ReturnType, place);
        Attributes(method, place);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            Use(parameter.ParameterType, place);
            Attributes(parameter, place);
        }

        if (!method.HasBody || CompilerCode.IsEventAccessor(method))
        {
            return;
        }

        foreach (VariableDefinition variable in method.Body.Variables)
        {
            if (!CompilerCode.IsHelperLocal(variable))
            {
                Use(variable.VariableType, place);
            }
        }

        foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
        {
            Use(handler.CatchType, place with { Instruction = handler.HandlerStart });
        }

        foreach (Instruction instruction in method.Body.Instructions)
        {
            Place here = place with { Instruction = instruction };
            Each(r => r.Instruction(instruction, here));
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Use(type, here);
                    break;
                case MemberReference member when !CompilerCode.IsHelperCall(instruction):
                    Each(r => r.MemberUse(member, here));
                    break;
            }
        }
    }

    private void Attributes(ICustomAttributeProvider provider, Place place)
    {
        foreach (CustomAttribute attribute in provider.CustomAttributes)
        {
            if (!CompilerCode.IsCompilerAttribute(attribute.AttributeType))
            {
                Each(r => r.MemberUse(attribute.Constructor, place));
            }
        }
    }

    private void Use(TypeReference? type, Place place)
    {
        if (type is not null)
        {
            Each(r => r.TypeUse(type, place));
        }
    }

    private void Each(Action<Rule> show)
    {
        foreach (Rule rule in rules)
        {
            show(rule);
        }
    }
}
